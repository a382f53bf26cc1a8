'use strict';

/** What index.mjs was asked for; see there. */

const { FAULTS_QUICK, FAULTS_SEED, FAULTS_WALKS } = process.env;

module.exports = {
	/** Whether each fault meets an operation once, instead of in every way. */
	IS_QUICK: FAULTS_QUICK === 'true',
	/** Of the random walks. */
	SEED: Number(FAULTS_SEED ?? 1),
	WALKS: Number(FAULTS_WALKS ?? 150),
};

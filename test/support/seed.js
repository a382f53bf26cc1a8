const fc = require('fast-check');

/**
 * Generated cases are the same in every run, so that a change is what fails a build. Others are
 * tried with `FAST_CHECK_SEED=$RANDOM npx jest`.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261121) });

import { PROJECT_ROOT } from '../paths.mjs';
import { installPackages } from './packages.mjs';

/** Installs the package's own devDependencies. */
export async function installProject() {
	await installPackages(PROJECT_ROOT, "Installing the project's packages");
}

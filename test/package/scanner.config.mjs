/** The rules that n8n's scanner runs over the compiled package when it is published. */
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';

export default [n8nCommunityNodesPlugin.configs.recommended, { rules: { 'no-console': 'error' } }];

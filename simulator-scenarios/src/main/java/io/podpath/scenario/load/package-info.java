/**
 * Reads scenario files, Kubernetes manifests and Azure JSON into records, and says precisely what is wrong with them.
 *
 * <p>Everything read keeps its file, line and column; all problems are reported at once.
 */
@NullMarked
package io.podpath.scenario.load;

import org.jspecify.annotations.NullMarked;

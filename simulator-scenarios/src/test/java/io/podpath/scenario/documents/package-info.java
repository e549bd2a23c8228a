/** The project's own documents, held to their own rules. */
@NullMarked
package io.podpath.scenario.documents;

import org.jspecify.annotations.NullMarked;

/**
 * Which fields inputs may have, kept as data, and suggestions for names that are not among them.
 *
 * <p>Uses the JDK only. The JSON Schema that editors use is {@code schema/scenario.schema.json}; a test keeps it and the
 * reader in step.
 */
@NullMarked
package io.podpath.scenario.schema;

import org.jspecify.annotations.NullMarked;

/**
 * What is wrong with a declared cluster although every field of it is well formed: ranges that collide, names that lead
 * nowhere, ports nobody declares.
 *
 * <p>Works on the records of the simulator alone and knows nothing of files; the reader puts a place to each finding.
 */
@NullMarked
package io.podpath.scenario.validate;

import org.jspecify.annotations.NullMarked;

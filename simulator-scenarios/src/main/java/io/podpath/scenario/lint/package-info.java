/**
 * What a scenario could do better: the findings of {@link io.podpath.lint.Linter} for each variant, with their places in
 * files, each said once.
 */
@NullMarked
package io.podpath.scenario.lint;

import org.jspecify.annotations.NullMarked;

/**
 * Findings without packets: what AKS, Azure and Kubernetes accept although it cannot do what it was meant to, or will stop
 * doing so.
 *
 * <pre>
 * LintInput (declared state + the network built from it) --LintRules--&gt; Finding (what, why, fix, source)
 * </pre>
 *
 * <p>Each rule is a class with a stable code. It looks at ranges, rules and routes as wholes, by exact arithmetic where it
 * says that something never happens, and is silent where podpath cannot know. Places in files are not its business: a
 * finding names its {@link io.podpath.cluster.Subject}.
 */
@NullMarked
package io.podpath.lint;

import org.jspecify.annotations.NullMarked;

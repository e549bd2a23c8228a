/**
 * The Linux kernel as judge of podpath.
 *
 * <pre>
 * lab.agent   the process inside a namespace
 * lab.trace   what the kernel's packet tracer says, as values
 * lab.kernel  commands, namespaces, the tracer
 * lab.verify  podpath's network rebuilt from namespaces, probes sent through both, the comparison
 * </pre>
 */
@NullMarked
package io.podpath.lab;

import org.jspecify.annotations.NullMarked;

/**
 * kube-proxy: Services and EndpointSlices turned into netfilter rules, one class per mode.
 *
 * <p>Uses {@code netfilter} and {@code cluster}, and what these use.
 */
@NullMarked
package io.podpath.kubeproxy;

import org.jspecify.annotations.NullMarked;

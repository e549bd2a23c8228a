/**
 * Networking models as recipes, and the inside of a node: interfaces, routes, kube-proxy's rules, masquerading.
 *
 * <p>One class per model ({@code Kubenet}, {@code AzureCniNodeSubnet}, {@code AzureCniPodSubnet}, {@code
 * AzureCniOverlay}, {@code CiliumDataPlane} on the last three, {@code BringYourOwnCni}) names the elements in
 * order; no packet logic lives here. A model reads a {@link io.podpath.cni.ClusterPlan}, in which every node has its
 * addresses; who gives them out is {@code controlplane}.
 */
@NullMarked
package io.podpath.cni;

import org.jspecify.annotations.NullMarked;

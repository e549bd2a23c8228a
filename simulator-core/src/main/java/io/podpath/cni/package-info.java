/**
 * Networking models as recipes: from declared state to the network that AKS would build.
 *
 * <p>One class per model ({@code Kubenet}, {@code AzureCniNodeSubnet}, {@code AzureCniPodSubnet}, {@code
 * AzureCniOverlay}, {@code CiliumDataPlane} on the last three, {@code BringYourOwnCni}) names the elements in
 * order; no packet logic lives here. May use every package above it.
 */
@NullMarked
package io.podpath.cni;

import org.jspecify.annotations.NullMarked;

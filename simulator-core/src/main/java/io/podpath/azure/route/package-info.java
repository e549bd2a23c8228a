/**
 * Which route decides for a packet that leaves a subnet: system, learned and user-defined routes, and their precedence.
 *
 * <pre>
 * VirtualNetworkSpec, gateways, sites -&gt; Connectivity -&gt; RouteSources -&gt; RouteCandidates -&gt; EffectiveRoutes
 * </pre>
 */
@NullMarked
package io.podpath.azure.route;

import org.jspecify.annotations.NullMarked;

/**
 * What HTTP proxies make of a request: which rule fits, which backends it names, and what the proxy answers if it cannot
 * forward. No packets.
 *
 * <pre>
 * HttpRequest -&gt; HttpProxies (who is a proxy) -&gt; HttpProxy -&gt; HttpRoutes -&gt; RouteDecision: Forward | Respond
 *                                                              NginxRoutes, ApplicationGatewayRoutes, GatewayRoutes
 * </pre>
 *
 * <p>May use {@code model}, {@code trace}, {@code cluster}.
 */
@NullMarked
package io.podpath.http;

import org.jspecify.annotations.NullMarked;

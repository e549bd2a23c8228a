/**
 * Azure Load Balancer: frontends, rules, backends, distribution and outbound rules.
 */
@NullMarked
package io.podpath.azure.loadbalancer;

import org.jspecify.annotations.NullMarked;

package io.podpath.trace;

/**
 * Why a packet ended as it did: a stable code that {@code podpath explain} looks up.
 *
 * <p>Codes are grouped by prefix, one enum a group, and never change their meaning once released.
 */
public sealed interface Reason
        permits AzureConnectionReason,
                AzureEgressReason,
                AzureFirewallReason,
                AzureLoadBalancerReason,
                AzureNetworkReason,
                ConntrackReason,
                DnsReason,
                FilterReason,
                HttpReason,
                ModelReason,
                RoutingReason,
                ServiceReason,
                SocketReason {

    /** The code, UPPER_SNAKE. */
    String name();

    /** The texts behind the code. */
    ReasonText text();
}

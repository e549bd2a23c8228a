package io.podpath.azure.firewall;

import io.podpath.model.FiveTuple;

/**
 * A flow that a firewall let through.
 *
 * @param arrived the flow as the firewall got it
 * @param from the interface it came in on
 * @param sent the flow as the firewall sent it on
 * @param to the interface it left by
 * @param hidden whether the sender hides behind a public address, whose port must stay held
 */
record FirewallSession(FiveTuple arrived, String from, FiveTuple sent, String to, boolean hidden) {

    /** The flow before its sender is hidden. */
    FiveTuple translated() {
        return arrived.withDestination(sent.destination());
    }
}

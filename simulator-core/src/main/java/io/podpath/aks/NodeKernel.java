package io.podpath.aks;

import io.podpath.element.Bridge;

/**
 * The age of the nodes' Linux kernel, where it changes what becomes of packets.
 *
 * <p><i>Models:</i> kubenet's hairpin, and the times at which a client on a node repeats an unanswered SYN. <i>Does not
 * model:</i> the patch level: a distribution may carry one change and not the other.
 *
 * <p><i>Source:</i> Linux commit 751de2012eaf (April 2024, in 6.9 and stable releases); {@code
 * tcp_syn_linear_timeouts}, since 6.5.
 */
public enum NodeKernel {
    /** What AKS's default node images run. */
    CURRENT("current", Bridge.Hairpin.PROMISCUOUS_UNTRACKED),
    /** Images from before the spring of 2024 with a kernel before 6.5, such as Ubuntu 22.04's 5.15. */
    BEFORE_2024("before-2024", Bridge.Hairpin.PROMISCUOUS_TRACKED);

    private final String label;
    private final Bridge.Hairpin bridgeHairpin;

    NodeKernel(String label, Bridge.Hairpin bridgeHairpin) {
        this.label = label;
        this.bridgeHairpin = bridgeHairpin;
    }

    /** The spelling in scenarios. */
    public String label() {
        return label;
    }

    /** What kubenet's bridge does with a frame for the pod it came from. */
    public Bridge.Hairpin bridgeHairpin() {
        return bridgeHairpin;
    }
}

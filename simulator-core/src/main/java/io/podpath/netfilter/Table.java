package io.podpath.netfilter;

import java.util.List;
import java.util.Locale;

/** The tables of iptables, with the hooks each has a built-in chain for. */
public enum Table {
    /** Before connection tracking. */
    RAW(List.of(Hook.PREROUTING, Hook.OUTPUT)),
    /** Changes marks and header fields. */
    MANGLE(List.of(Hook.PREROUTING, Hook.INPUT, Hook.FORWARD, Hook.OUTPUT, Hook.POSTROUTING)),
    /** Asked once per connection: where it is translated to. */
    NAT(List.of(Hook.PREROUTING, Hook.INPUT, Hook.OUTPUT, Hook.POSTROUTING)),
    /** Lets through or drops. */
    FILTER(List.of(Hook.INPUT, Hook.FORWARD, Hook.OUTPUT)),
    /** As filter, after it; for mandatory access control, and on Azure for the wire server. */
    SECURITY(List.of(Hook.INPUT, Hook.FORWARD, Hook.OUTPUT));

    private final List<Hook> hooks;

    Table(List<Hook> hooks) {
        this.hooks = hooks;
    }

    /** The hooks with a built-in chain, in the order {@code iptables-save} lists them. */
    public List<Hook> hooks() {
        return hooks;
    }

    /**
     * Its place among all that runs at a hook.
     *
     * <p><i>Source:</i> Linux {@code include/uapi/linux/netfilter_ipv4.h}, {@code enum nf_ip_hook_priorities}.
     */
    public int priority(Hook hook) {
        return switch (this) {
            case RAW -> -300;
            case MANGLE -> -150;
            case NAT -> hook == Hook.PREROUTING || hook == Hook.OUTPUT ? -100 : 100;
            case FILTER -> 0;
            case SECURITY -> 50;
        };
    }

    /** The name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

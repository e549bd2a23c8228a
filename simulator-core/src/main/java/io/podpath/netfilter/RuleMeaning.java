package io.podpath.netfilter;

import io.podpath.trace.Disposition;
import io.podpath.trace.FilterReason;
import io.podpath.trace.Reason;
import java.util.Optional;

/**
 * What rules mean to the one who wrote them, so that a trace can say "the Service has no endpoints" where the kernel
 * only says REJECT.
 */
public interface RuleMeaning {

    /** Rules mean what they say. */
    RuleMeaning LITERAL = new RuleMeaning() {};

    /**
     * Why a rule ended a packet.
     *
     * @param reason the code
     * @param disposition the kind of end
     */
    record End(Reason reason, Disposition disposition) {}

    /** Why this rule drops. */
    default End explainDrop(RuleHit hit) {
        return new End(FilterReason.IPTABLES_DROP, Disposition.DENIED);
    }

    /** Why this rule rejects. */
    default End explainReject(RuleHit hit) {
        return new End(FilterReason.IPTABLES_REJECT, Disposition.REJECTED);
    }

    /** The Service whose address this rule translates, if it does so for a Service. */
    default Optional<String> findService(RuleHit hit) {
        return Optional.empty();
    }
}

package io.podpath.http;

import io.podpath.trace.ConsideredRule;
import io.podpath.trace.HttpReason;
import io.podpath.trace.RuleReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a proxy decides about a request. */
public sealed interface RouteDecision {

    /** The rules beside it that look relevant, and why they did not decide. */
    List<ConsideredRule> considered();

    /**
     * It is forwarded.
     *
     * @param rule the rule that fits
     * @param considered the rules beside it
     * @param backends where to, by weight; at least one
     * @param facts what else the rule does
     */
    record Forward(RuleReference rule, List<ConsideredRule> considered, List<HttpBackend> backends, List<String> facts)
            implements RouteDecision {

        public Forward {
            considered = List.copyOf(considered);
            backends = List.copyOf(backends);
            facts = List.copyOf(facts);
        }
    }

    /**
     * The proxy answers itself.
     *
     * @param rule the rule that fits, if one does
     * @param considered the rules beside it
     * @param status the status code
     * @param reason why
     * @param detail the words for this very case
     */
    record Respond(
            @Nullable RuleReference rule, List<ConsideredRule> considered, int status, HttpReason reason, String detail)
            implements RouteDecision {

        /** What servers say of a page they do not know. */
        static final int NOT_FOUND = 404;

        public Respond {
            considered = List.copyOf(considered);
        }
    }
}

package io.podpath.ipvs;

import io.podpath.netfilter.MatchContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a namespace keeps its director during one run. */
final class IpvsMemory {

    private @Nullable Director director;

    private static IpvsMemory of(MatchContext context) {
        return context.memory().get(IpvsMemory.class, IpvsMemory::new);
    }

    /** The namespace's director, made when the first packet comes. */
    static Director director(MatchContext context, IpvsConfig config) {
        IpvsMemory memory = of(context);
        Director known = memory.director;
        if (known == null) {
            known = new Director(config);
            memory.director = known;
        }
        return known;
    }

    /** The namespace's director, if a packet has passed it. */
    static Optional<Director> findDirector(MatchContext context) {
        return Optional.ofNullable(of(context).director);
    }
}

package io.podpath.ipvs;

import io.podpath.element.Choices;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code sh} and {@code dh}: the address of the client, or of the virtual server, decides. The 256 buckets of the kernel's
 * table are dealt to the servers in turn; which server is first is unknown, so a share of the buckets draws its server when
 * it is first needed and keeps it.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/ipvs/ip_vs_sh.c}, {@code ip_vs_dh.c}; {@code hash_32} of {@code
 * include/linux/hash.h}.
 */
final class AddressHashing implements ServerChoice {

    private static final int GOLDEN_RATIO_32 = 0x61C88647;
    private static final int TABLE_BITS = 8;

    /** Shares of the table that no bucket has claimed yet. */
    private final List<RealServer> shares = new ArrayList<>();

    private final Scheduler scheduler;
    private final String question;
    private final Map<Integer, RealServer> serverByShare = new HashMap<>();

    AddressHashing(List<RealServer> available, Scheduler scheduler, String question) {
        for (RealServer server : available) {
            for (int i = 0; i < (scheduler == Scheduler.SH ? server.weight() : 1); i++) {
                shares.add(server);
            }
        }
        this.scheduler = scheduler;
        this.question = question;
    }

    @Override
    public Optional<RealServer> choose(FiveTuple request, Loads loads, Choices choices) {
        int total = shares.size() + serverByShare.size();
        if (total == 0) {
            return Optional.empty();
        }
        IpAddress address = scheduler == Scheduler.SH
                ? request.source().address()
                : request.destination().address();
        int share = bucket(address) % total;
        RealServer known = serverByShare.get(share);
        if (known == null) {
            known = shares.remove(choices.pick(shares.size(), question));
            serverByShare.put(share, known);
        }
        return Optional.of(known);
    }

    private static int bucket(IpAddress address) {
        return (folded(address) * GOLDEN_RATIO_32) >>> (Integer.SIZE - TABLE_BITS);
    }

    /** An IPv6 address is folded into 32 bits by exclusive or. */
    private static int folded(IpAddress address) {
        long bits = address.high() ^ address.low();
        return address.isIpv4() ? (int) address.low() : (int) (bits ^ (bits >>> Integer.SIZE));
    }
}

package io.podpath.nftables;

import io.podpath.model.Packet;
import io.podpath.netfilter.Target;
import java.util.List;

/**
 * {@code numgen random mod 3 vmap { 0 : goto a, 1 : goto b, 2 : goto c }}: one of some verdicts, all equally likely.
 *
 * <p><i>Source:</i> nft(8), NUMGEN EXPRESSION; Linux {@code net/netfilter/nft_numgen.c}, {@code
 * nft_ng_random_gen}.
 *
 * @param verdicts at least one
 */
public record RandomVerdict(List<Target> verdicts) implements VerdictLookup {

    public RandomVerdict {
        verdicts = List.copyOf(verdicts);
        if (verdicts.isEmpty()) {
            throw new IllegalArgumentException("numgen random mod 0");
        }
    }

    @Override
    public Target find(Packet packet, Evaluation evaluation, String place) {
        return verdicts.get(evaluation.context().choices().pick(verdicts.size(), place));
    }

    @Override
    public String describe(Target found, Packet packet, Evaluation evaluation) {
        return "verdict " + NftText.verdict(found);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("numgen random mod " + verdicts.size() + " vmap {");
        for (int i = 0; i < verdicts.size(); i++) {
            text.append(i == 0 ? " " : ", ").append(i).append(" : ").append(NftText.verdict(verdicts.get(i)));
        }
        return text.append(" }").toString();
    }
}

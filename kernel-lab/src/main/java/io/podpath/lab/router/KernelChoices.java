package io.podpath.lab.router;

import io.podpath.element.Choices;
import io.podpath.element.Fraction;
import io.podpath.lab.trace.KernelPacket;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.lab.trace.MatchedRule;
import io.podpath.model.FiveTuple;
import java.util.List;
import java.util.Map;

/**
 * Chooses as the kernel chose, as far as its trace tells: a random rule matches if the kernel says that it did, and the
 * search for a free port begins where the kernel's ended.
 */
final class KernelChoices implements Choices {

    private final Map<String, String> questionByPlace;
    private List<String> kernelRules = List.of();
    private int asked;
    private int kernelPort;
    private int firstPort;

    /**
     * Choices for one rule set.
     *
     * @param questionByPlace the comment of each random rule, by {@code table chain number}
     */
    KernelChoices(Map<String, String> questionByPlace) {
        this.questionByPlace = Map.copyOf(questionByPlace);
    }

    /** Prepares for one packet. */
    void follow(KernelTraversal kernel) {
        kernelRules = kernel.rules().stream().map(MatchedRule::where).toList();
        asked = 0;
        FiveTuple before = kernel.first().tuple();
        KernelPacket last = kernel.findDelivered().or(kernel::findLeft).orElse(kernel.first());
        int port = before.source().port();
        kernelPort = last.tuple().source().port();
        firstPort = !before.protocol().hasPorts() ? 0 : port < 512 ? 1 : port < 1024 ? 600 : 1024;
    }

    @Override
    public boolean happens(Fraction probability, String question) {
        for (int i = asked; i < kernelRules.size(); i++) {
            if (question.equals(questionByPlace.get(kernelRules.get(i)))) {
                asked = i + 1;
                return true;
            }
        }
        return false;
    }

    @Override
    public int pick(int count, String question) {
        return 0;
    }

    @Override
    public int draw(int bound) {
        return Math.floorMod(kernelPort - firstPort, bound);
    }
}

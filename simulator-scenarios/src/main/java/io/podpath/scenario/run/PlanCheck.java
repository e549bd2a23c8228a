package io.podpath.scenario.run;

import io.podpath.plan.LimitUse;
import io.podpath.scenario.load.PlanExpectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Compares what came of a plan with what was expected. */
final class PlanCheck {

    private final List<Mismatch> mismatches = new ArrayList<>();

    private PlanCheck() {}

    static List<Mismatch> check(PlanExpectation expected, PlanResult result) {
        PlanCheck check = new PlanCheck();
        LimitUse limit = result.limit();
        check.compare("fits", expected.findFits(), result.answer().fits());
        check.compare("limit", expected.findLimit(), limit.limit());
        check.compare("needed", boxed(expected.findNeeded()), limit.needed());
        check.compare("available", boxed(expected.findAvailable()), boxed(limit.available()));
        check.compare("maxNodes", boxed(expected.findMaxNodes()), (long)
                result.mostNodes().nodes());
        check.compare(
                "portsPerNode",
                boxed(expected.findPortsPerNode()),
                boxed(result.answer().portsPerNode()));
        check.compare("pendingPods", boxed(expected.findPendingPods()), (long)
                result.answer().pendingPods());
        return check.mismatches;
    }

    private static Optional<Long> boxed(OptionalLong number) {
        return number.isEmpty() ? Optional.empty() : Optional.of(number.getAsLong());
    }

    private static Optional<Long> boxed(OptionalInt number) {
        return number.isEmpty() ? Optional.empty() : Optional.of((long) number.getAsInt());
    }

    private <T> void compare(String field, Optional<T> expected, T happened) {
        compare(field, expected, Optional.of(happened));
    }

    private <T> void compare(String field, Optional<T> expected, Optional<T> happened) {
        if (expected.isPresent() && !expected.equals(happened)) {
            String words = happened.map(String::valueOf).orElse("unknown");
            mismatches.add(new Mismatch(field, String.valueOf(expected.get()), words));
        }
    }
}

package io.podpath.azure;

import io.podpath.element.ElementContext;
import io.podpath.trace.Step;
import java.util.function.Supplier;

/** Writes steps, and builds them only if somebody watches. */
public final class Steps {

    private Steps() {}

    /** Makes the step only if somebody reads it. */
    public static void record(ElementContext context, Supplier<Step> step) {
        if (context.recorder().isRecording()) {
            context.recorder().record(step.get().at(context.nowNanos()));
        }
    }
}

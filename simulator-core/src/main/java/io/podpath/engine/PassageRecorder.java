package io.podpath.engine;

import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.TraceRecorder;
import java.util.ArrayList;
import java.util.List;

/** Collects the rules one packet matches in one element, and hands its steps on to the journey if that wants them. */
final class PassageRecorder implements TraceRecorder {

    private final Journey journey;
    private final List<RuleReference> matched = new ArrayList<>();

    PassageRecorder(Journey journey) {
        this.journey = journey;
    }

    List<RuleReference> matched() {
        return matched;
    }

    @Override
    public boolean isRecording() {
        return true;
    }

    @Override
    public void record(Step step) {
        if (journey.isRecorded()) {
            journey.record(step);
        }
    }

    @Override
    public void matched(RuleReference rule) {
        matched.add(rule);
    }
}

package io.podpath.azure;

import io.podpath.element.Choices;
import io.podpath.element.ElementContext;
import io.podpath.element.Fraction;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import io.podpath.trace.TraceRecorder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The surroundings of an element under test: choices come from a script, steps are kept. */
public final class FakeContext implements ElementContext, Choices, TraceRecorder {

    private String inInterface = LOCAL;
    private long nowNanos;
    private final Deque<Integer> picks = new ArrayDeque<>();
    private final List<String> questions = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /** The next packet comes in here. */
    public FakeContext at(String newInInterface) {
        inInterface = newInInterface;
        return this;
    }

    /** What the next random choices will be. */
    public FakeContext picking(int... next) {
        for (int pick : next) {
            picks.add(pick);
        }
        return this;
    }

    public List<String> questions() {
        return questions;
    }

    public List<Step> steps() {
        return steps;
    }

    /** The only step of this kind since the last call of {@link #forget}. */
    public Step step(StepKind kind) {
        List<Step> found = steps.stream().filter(step -> step.kind() == kind).toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one step " + kind + " but found " + found);
        }
        return found.get(0);
    }

    public FakeContext forget() {
        steps.clear();
        return this;
    }

    @Override
    public String inInterface() {
        return inInterface;
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    /** Time goes on. */
    public FakeContext after(long seconds) {
        nowNanos += TimeUnit.SECONDS.toNanos(seconds);
        return this;
    }

    @Override
    public Choices choices() {
        return this;
    }

    @Override
    public TraceRecorder recorder() {
        return this;
    }

    @Override
    public boolean happens(Fraction probability, String question) {
        throw new AssertionError("Azure asks for no other probabilities than equal ones");
    }

    @Override
    public int pick(int count, String question) {
        questions.add(question);
        int pick = picks.isEmpty() ? 0 : picks.remove();
        if (pick >= count) {
            throw new AssertionError("pick " + pick + " of " + count);
        }
        return pick;
    }

    @Override
    public int draw(int bound) {
        return 0;
    }

    @Override
    public boolean isRecording() {
        return true;
    }

    @Override
    public void record(Step step) {
        steps.add(step);
    }
}

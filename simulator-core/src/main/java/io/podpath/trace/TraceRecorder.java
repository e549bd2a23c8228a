package io.podpath.trace;

/**
 * Where elements write what they decide.
 *
 * <p>Callers ask {@link #isRecording} before they build a step, so that a walk nobody watches costs nothing.
 */
public interface TraceRecorder {

    /** A recorder that keeps nothing. */
    TraceRecorder SILENT = new TraceRecorder() {
        @Override
        public boolean isRecording() {
            return false;
        }

        @Override
        public void record(Step step) {}
    };

    /** Whether steps are kept. */
    boolean isRecording();

    /** Keeps a step of the element that has the packet now. */
    void record(Step step);

    /** Notes a rule that matched, as the kernel's packet tracer would; of interest to whoever compares the two. */
    default void matched(RuleReference rule) {}
}

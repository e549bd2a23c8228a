package io.podpath.scenario.conformance;

/** Evaluates all items of a file of one kind. */
interface KindEvaluator {

    void evaluate(Fields file, FileResult result);
}

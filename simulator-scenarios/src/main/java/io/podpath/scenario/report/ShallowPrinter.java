package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;

/**
 * Breaks lines down to the fields of a step and keeps what is inside them, packets and rules, on one line, so that a
 * person can read a document and a comparison of two shows whole packets.
 */
final class ShallowPrinter extends DefaultPrettyPrinter {

    private static final long serialVersionUID = 1L;

    /** Document, runs, run, variants, variant, probes, probe, flow, walk, hops, hop, steps, step. */
    private static final int DEEPEST_LEVEL = 13;

    ShallowPrinter() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n") {

            private static final long serialVersionUID = 1L;

            @Override
            public void writeIndentation(JsonGenerator json, int level) throws IOException {
                if (level > DEEPEST_LEVEL) {
                    json.writeRaw(' ');
                } else {
                    super.writeIndentation(json, level);
                }
            }
        };
        indentObjectsWith(indenter);
        indentArraysWith(indenter);
    }

    @Override
    public ShallowPrinter createInstance() {
        return new ShallowPrinter();
    }

    @Override
    public void writeEndObject(JsonGenerator json, int entries) throws IOException {
        if (_nesting > DEEPEST_LEVEL) {
            _nesting--;
            json.writeRaw(entries > 0 ? " }" : "}");
        } else {
            super.writeEndObject(json, entries);
        }
    }

    @Override
    public void writeEndArray(JsonGenerator json, int entries) throws IOException {
        if (_nesting > DEEPEST_LEVEL) {
            _nesting--;
            json.writeRaw(entries > 0 ? " ]" : "]");
        } else {
            super.writeEndArray(json, entries);
        }
    }
}

package io.podpath;

import io.podpath.element.Choices;
import io.podpath.engine.EnumeratedChoices;
import io.podpath.engine.SeededChoices;

/**
 * The choices of a run, and which of them count as ways of the probe.
 *
 * <p>What a lookup or a retransmission chooses is drawn from the seed even where ways are enumerated: every query picks
 * a name server, so the ways would multiply without saying anything about the connection.
 *
 * @param choices the choices
 * @param draw from now on, choices are drawn
 * @param enumerate from now on, choices are ways of the probe
 */
record ChoiceMode(Choices choices, Runnable draw, Runnable enumerate) {

    static ChoiceMode seeded(long seed) {
        return new ChoiceMode(new SeededChoices(seed), () -> {}, () -> {});
    }

    static ChoiceMode enumerated(EnumeratedChoices choices) {
        return new ChoiceMode(choices, choices::close, choices::open);
    }
}

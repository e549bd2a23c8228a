package io.podpath.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.FiveTuple;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Replies of tuples. */
class FiveTuplePropertyTest {

    @Property
    void theReplyOfAReplyIsTheTuple(@ForAll("tuples") FiveTuple tuple) {
        assertThat(tuple.reply().reply()).isEqualTo(tuple);
    }

    @Property
    void theReplyGoesFromTheDestinationToTheSource(@ForAll("tuples") FiveTuple tuple) {
        assertThat(tuple.reply().source()).isEqualTo(tuple.destination());
        assertThat(tuple.reply().destination()).isEqualTo(tuple.source());
        assertThat(tuple.reply().protocol()).isEqualTo(tuple.protocol());
    }

    @Property
    void anEchoAnswersAlike(@ForAll("echoes") FiveTuple echo) {
        assertThat(echo.reply().reply()).isEqualTo(echo);
    }

    @Provide
    Arbitrary<FiveTuple> tuples() {
        return Addresses.tuples();
    }

    @Provide
    Arbitrary<FiveTuple> echoes() {
        return Addresses.echoes();
    }
}

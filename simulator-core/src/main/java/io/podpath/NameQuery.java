package io.podpath;

import io.podpath.dns.DnsAnswer;
import io.podpath.dns.DnsQuestion;
import io.podpath.engine.Conversation;
import io.podpath.model.IpAddress;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.Outcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One query on its way to a name server, and what is known of its answer. */
final class NameQuery {

    private final DnsQuestion question;
    private final Conversation conversation;
    private final int distance;
    private @Nullable DnsAnswer answer;
    private boolean isAskedOn;

    private NameQuery(DnsQuestion question, Conversation conversation, int distance) {
        this.question = question;
        this.conversation = conversation;
        this.distance = distance;
    }

    /** A query of the host itself. */
    static NameQuery own(DnsQuestion question, Conversation conversation) {
        return new NameQuery(question, conversation, 0);
    }

    /** What the server asks another one before it answers this query. */
    NameQuery forwarded(DnsQuestion asked, Conversation with) {
        return new NameQuery(asked, with, distance + 1);
    }

    DnsQuestion question() {
        return question;
    }

    Conversation conversation() {
        return conversation;
    }

    /** Whether the host itself asks, not a name server for it. */
    boolean isOwn() {
        return distance == 0;
    }

    /** How many servers have passed it on. */
    int distance() {
        return distance;
    }

    /** Whether the server asks another one, so that a repeated query makes no difference. */
    boolean isAskedOn() {
        return isAskedOn;
    }

    void askedOn() {
        isAskedOn = true;
    }

    /** What the server says, once its answer arrives. */
    void answeredBy(DnsAnswer given) {
        answer = given;
    }

    /** The answer, if it arrived. */
    Optional<DnsAnswer> findAnswer() {
        return conversation.isOver() && conversation.outcome() == Outcome.CONNECTED
                ? Optional.ofNullable(answer)
                : Optional.empty();
    }

    /** The addresses of the answer; none if there is no answer. */
    List<IpAddress> addresses() {
        return findAnswer()
                .filter(given -> given instanceof DnsAnswer.Addresses)
                .map(given -> ((DnsAnswer.Addresses) given).addresses())
                .orElse(List.of());
    }

    /** To be asked when the run is over. */
    LinkedFlow flow() {
        String result = findAnswer()
                .map(given -> given.text() + " (" + given.by() + ")")
                .orElseGet(() -> conversation.outcome().label());
        LinkedFlow.Relation relation = isOwn() ? LinkedFlow.Relation.NAME_LOOKUP : LinkedFlow.Relation.FORWARDED_LOOKUP;
        return new LinkedFlow(relation, question.toString(), result, conversation.flow());
    }
}

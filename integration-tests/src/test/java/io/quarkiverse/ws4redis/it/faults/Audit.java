package io.quarkiverse.ws4redis.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares what was acknowledged with what has arrived. */
final class Audit {

    private final List<Publisher> publishers;
    private final List<Subscriber> subscribers;

    Audit(Rig rig) {
        this.publishers = rig.publishers();
        this.subscribers = rig.subscribers();
    }

    /** Each acknowledged message has arrived at each subscriber, once, in order of offsets, and nobody was told of a gap. */
    void nothingIsMissing() {
        noSilentHole();
        for (Subscriber subscriber : subscribers) {
            assertThat(subscriber.runs()).as("%s was told of no gap", subscriber.name()).hasSize(1);
            List<Message> arrived = subscriber.runs().get(0).messages();
            for (Publisher publisher : publishers) {
                assertThat(of(publisher, arrived)).as("what %s got of %s", subscriber.name(), publisher.name())
                        .isEqualTo(publisher.acknowledged());
            }
            assertThat(arrived).as("what %s got", subscriber.name())
                    .hasSize(publishers.stream().mapToInt(publisher -> publisher.acknowledged().size()).sum());
        }
    }

    /**
     * What an acknowledged message has not arrived for is a gap that the subscriber was told of; between two gaps, everything has
     * arrived, once, and in the order in which it was published. Of a channel without history, the end of a connection tells of the gap.
     */
    void noSilentHole() {
        for (Subscriber subscriber : subscribers) {
            assertThat(subscriber.faults()).as("what %s noted", subscriber.name()).isEmpty();
            List<Run> runs = subscriber.runs();
            runs.forEach(run -> publishers.forEach(publisher -> consecutive(subscriber, run, publisher)));
            Run last = runs.get(runs.size() - 1);
            for (Publisher publisher : publishers) {
                List<Message> end = of(publisher, last.messages());
                List<Message> acknowledged = publisher.acknowledged();
                assertThat(end.get(end.size() - 1)).as("the last that %s got of %s", subscriber.name(), publisher.name())
                        .isEqualTo(acknowledged.get(acknowledged.size() - 1));
            }
            assertThat(of(publishers.get(0), runs.get(0).messages()).get(0).number())
                    .as("the first that %s got", subscriber.name()).isEqualTo(1);
        }
        sameEverywhere();
    }

    private static void consecutive(Subscriber subscriber, Run run, Publisher publisher) {
        long previous = 0;
        for (Message message : of(publisher, run.messages())) {
            if (previous > 0) {
                assertThat(message.number()).as("what %s got of %s in %s", subscriber.name(), publisher.name(), run)
                        .isEqualTo(previous + 1);
            }
            previous = message.number();
        }
    }

    /** An offset of an epoch means the same message for everybody. */
    private void sameEverywhere() {
        Map<String, Message> known = new HashMap<>();
        for (Subscriber subscriber : subscribers) {
            for (Run run : subscriber.runs()) {
                for (Message message : run.messages()) {
                    Message other = known.putIfAbsent(run.epoch() + ":" + message.offset(), message);
                    assertThat(other).as("%s of %s for others", run, subscriber.name()).isIn(null, message);
                }
            }
        }
    }

    private static List<Message> of(Publisher publisher, List<Message> messages) {
        return messages.stream().filter(message -> message.from().equals(publisher.name())).toList();
    }
}

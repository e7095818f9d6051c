package io.amparo.sla.engine;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** The engines of one group on real Kafka, each in its own process. */
final class EngineGroup implements AutoCloseable {
    private static final Duration SUSPENSION_TIMEOUT = Duration.ofSeconds(60);

    private final String brokers, prefix, group;
    private final Path stateDirs;
    private final Admin admin;
    private final Map<String, Process> engines = new ConcurrentHashMap<>();

    /** Creates the topics. */
    EngineGroup(String brokers, String prefix, int partitions, Path stateDirs) throws ExecutionException, InterruptedException {
        this.brokers = brokers;
        this.prefix = prefix;
        this.group = prefix + "sla-engine";
        this.stateDirs = stateDirs;
        this.admin = Admin.create(Map.of("bootstrap.servers", brokers));
        admin.createTopics(Stream.concat(Arrays.stream(Topic.values()).map(Topic::topicName), Stream.of(SlaTopology.REPLAY))
                .map(topic -> new NewTopic(prefix + topic, partitions, (short) 1)).toList()).all().get();
    }

    @Override
    public void close() {
        engines.values().forEach(Process::destroyForcibly);
        admin.close();
    }

    /** Whether the engines have committed the offsets of all records of these topics. */
    boolean haveCommitted(Set<Integer> partitions, Topic... topics) throws ExecutionException, InterruptedException {
        var ends = new HashMap<TopicPartition, Long>();
        for (var topic : topics) ends.putAll(ends(topic, partitions, IsolationLevel.READ_COMMITTED));
        var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        return ends.entrySet().stream().filter(end -> end.getValue() > 0)
                .allMatch(end -> committed.containsKey(end.getKey()) && committed.get(end.getKey()).offset() == end.getValue());
    }

    void start(String name) throws IOException {
        var engine = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), EngineProcess.class.getName(), name);
        engine.environment().putAll(
                Map.of("KAFKA_BROKERS", brokers, "TOPIC_PREFIX", prefix, "SLA_STATE_DIR", stateDirs.resolve(name).toString()));
        engine.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(Path.of("target", "takeover-" + name + ".log").toFile()));
        engines.put(name, engine.start());
    }

    /** Suspends the engine after it has sent records and before it commits them. The other engine must abort this transaction. */
    void suspendInTransaction(String name, Set<Integer> partitions) {
        await().atMost(SUSPENSION_TIMEOUT).pollInterval(Duration.ofMillis(7)).until(() -> {
            signal(name, "STOP");
            if (staysUncommitted(partitions)) return true;
            signal(name, "CONT");
            return false;
        });
    }

    /** Asks repeatedly, because a commit may still be in progress. */
    private boolean staysUncommitted(Set<Integer> partitions) throws ExecutionException, InterruptedException {
        for (int n = 0; n < 20; n++) if (uncommittedPartitions(partitions).isEmpty()) return false;
        return true;
    }

    void signal(String name, String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(engines.get(name).pid())).start().waitFor()).isZero();
    }

    void kill(String name) throws InterruptedException {
        engines.get(name).destroyForcibly().waitFor();
    }

    /** Returns the partitions of tickets that are assigned to this engine. */
    Set<Integer> partitions(String name) throws ExecutionException, InterruptedException {
        var members = admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get().members();
        return members.stream().filter(member -> member.clientId().startsWith(name))
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .filter(each -> each.topic().equals(prefix + Topic.TICKETS.topicName())).map(TopicPartition::partition)
                .collect(toSet());
    }

    /** Returns those of these partitions that contain records neither committed nor aborted. */
    List<TopicPartition> uncommittedPartitions(Set<Integer> partitions) throws ExecutionException, InterruptedException {
        var all = ends(Topic.SLA, partitions, IsolationLevel.READ_UNCOMMITTED); // read first: records that arrive in between do
                                                                                // not matter
        var committed = ends(Topic.SLA, partitions, IsolationLevel.READ_COMMITTED);
        return all.keySet().stream().filter(partition -> all.get(partition) > committed.get(partition)).toList();
    }

    private Map<TopicPartition, Long> ends(Topic topic, Set<Integer> partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        var latest = partitions.stream()
                .collect(toMap(n -> new TopicPartition(prefix + topic.topicName(), n), _ -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }
}

package io.amparo.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.amparo.events.DomainEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Projection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of the house (style.md, 3) for one service. Each has a fixture that breaks it and a test that it fires. What is
 * forbidden is named by text, so that the rules also hold where it is not on the class path at all.
 */
public final class ArchitectureRules {
    private static final Set<String> OF_THE_SUITE = Set.of("events", "platform", "testkit");

    private final String service;
    private final Set<String> ownContexts;

    /**
     * @param service the service's root package
     * @param ownContexts packages of the event contracts that this service publishes
     */
    public ArchitectureRules(String service, String... ownContexts) {
        this.service = service;
        this.ownContexts = Set.of(ownContexts);
    }

    /** Checks the service's own classes, without its tests. */
    public void check() {
        var code = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(service);
        all().forEach(rule -> rule.check(code));
    }

    void check(JavaClasses code) {
        all().forEach(rule -> rule.check(code));
    }

    Stream<ArchRule> all() {
        return List
                .of(middleIsPlainJava(), nobodyElsesCode(), noCyclesOfFeatures(), foreignEventsEndAtTheConsumer(),
                        timeIsHandedIn(), noTransactions(), onlyTheOutboxSends(), onlyTheCodecKnowsTheWire(), noForbiddenNames())
                .stream().map(rule -> rule.allowEmptyShould(true));
    }

    /** Classes that may touch a framework: adapters by name, repositories by what they extend. */
    private static DescribedPredicate<JavaClass> edge() {
        var names = List.of("Application", "Config", "Controller", "Consumer", "Client", "Topology", "Properties", "Index",
                "Stream", "Mailer", "Filter", "Request", "Document");
        var byName = names.stream().<DescribedPredicate<JavaClass>>map(ArchitectureRules::outermostNamed)
                .reduce((one, other) -> one.or(other)).orElseThrow();
        return byName.or(JavaClass.Predicates.assignableTo(AggregateStore.class))
                .or(JavaClass.Predicates.assignableTo(Projection.class)).or(simpleNameEndingWith("package-info"));
    }

    /** A nested class is at the edge where the class around it is. */
    private static DescribedPredicate<JavaClass> outermostNamed(String suffix) {
        return DescribedPredicate.describe("named *" + suffix, type -> outermost(type).getSimpleName().endsWith(suffix));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
    }

    ArchRule middleIsPlainJava() {
        return classes().that(not(edge())).and().resideInAPackage(service + "..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.amparo..", "org.jspecify..").as("1. outside the edges there is only Java");
    }

    ArchRule nobodyElsesCode() {
        var foreign = resideInAPackage("io.amparo..").and(not(resideInAnyPackage(
                Stream.concat(Stream.of(service + ".."), OF_THE_SUITE.stream().map(name -> "io.amparo." + name + ".."))
                        .toArray(String[]::new))));
        return noClasses().that().resideInAPackage(service + "..").should().dependOnClassesThat(foreign)
                .as("2a. no service depends on another's code");
    }

    ArchRule noCyclesOfFeatures() {
        return slices().matching(service + ".(*)..").should().beFreeOfCycles().as("2b. features have no cycles");
    }

    ArchRule foreignEventsEndAtTheConsumer() {
        var foreign = DescribedPredicate.<JavaClass>describe("events of another context",
                type -> type.getPackageName().startsWith("io.amparo.events.")
                        && !ownContexts.contains(type.getPackageName().substring("io.amparo.events.".length())));
        return noClasses().that(not(outermostNamed("Consumer")).and(not(outermostNamed("Topology")))).and()
                .resideInAPackage(service + "..").should().dependOnClassesThat(foreign)
                .as("3. the foreign vocabulary ends at the consumer");
    }

    ArchRule timeIsHandedIn() {
        return noClasses().that(not(outermostNamed("Config"))).and().resideInAPackage(service + "..").should()
                .callMethod(Instant.class, "now").orShould().callMethod(LocalDate.class, "now").orShould()
                .callMethod(LocalDateTime.class, "now").orShould().callMethod(ZonedDateTime.class, "now").orShould()
                .callMethod(Clock.class, "systemUTC").orShould().callMethod(Clock.class, "systemDefaultZone").orShould()
                .callMethod(System.class, "currentTimeMillis").as("4. time is handed in");
    }

    ArchRule noTransactions() {
        return noClasses().should().dependOnClassesThat().areAssignableTo("com.mongodb.client.ClientSession").orShould()
                .dependOnClassesThat().haveSimpleName("Transactional").as("5. one aggregate, one document, one write");
    }

    ArchRule onlyTheOutboxSends() {
        var suppliesStreams = DescribedPredicate.<JavaClass>describe("clients of Kafka Streams",
                type -> outermost(type).isAssignableTo("org.apache.kafka.streams.KafkaClientSupplier"));
        return noClasses().that(not(outermostNamed("Topology").or(suppliesStreams))).and().resideInAPackage(service + "..")
                .should().dependOnClassesThat().areAssignableTo("org.apache.kafka.clients.producer.Producer").orShould()
                .dependOnClassesThat().areAssignableTo("org.springframework.cloud.stream.function.StreamBridge").orShould()
                .dependOnClassesThat().areAssignableTo("org.springframework.kafka.core.KafkaOperations")
                .as("6a. only the outbox sends");
    }

    ArchRule onlyTheCodecKnowsTheWire() {
        return noClasses().that().resideInAPackage(service + "..").should().dependOnClassesThat()
                .resideInAPackage("io.cloudevents..").as("6b. only the codec knows the wire");
    }

    ArchRule noForbiddenNames() {
        return noClasses().that().resideInAPackage(service + "..").should().haveSimpleNameEndingWith("Impl").orShould()
                .haveSimpleNameEndingWith("Manager").orShould().haveSimpleNameEndingWith("Helper").orShould()
                .haveSimpleNameEndingWith("Util").orShould().haveSimpleNameEndingWith("Utils").orShould()
                .haveSimpleNameEndingWith("Dto").orShould().haveSimpleNameEndingWith("Service").orShould()
                .haveSimpleNameStartingWith("Abstract").as("8. names say what a thing is");
    }

    /** The rule for the contracts themselves. */
    public static ArchRule eventsAreOfWireTypes() {
        return classes().that().implement(DomainEvent.class).and().areNotInterfaces().should().beRecords()
                .as("7. events are records");
    }

    /** The rule for the platform itself. */
    public static ArchRule platformKnowsNoEvents() {
        return noClasses().that().resideInAPackage("io.amparo.platform..").should().dependOnClassesThat()
                .resideInAPackage("io.amparo.events..").as("9. platform and events do not know each other");
    }
}

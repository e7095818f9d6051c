package io.amparo.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.amparo.events.DomainEvent;
import io.amparo.platform.Adapter;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Projection;
import io.amparo.platform.web.Page;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The architecture rules (CONTRIBUTING) for one service. Classes are selected by package and annotation, never by a suffix of
 * their name. Each rule has a fixture that breaks it and a test that the rule reports it. Forbidden types are named by text, so
 * that a rule also works where they are not on the class path.
 */
public final class ArchitectureRules {
    private static final Set<String> SHARED_MODULES = Set.of("events", "platform", "starter", "testkit");
    private static final List<String> SPRING_ANNOTATIONS = List.of("org.springframework.context.annotation.Configuration",
            "org.springframework.web.bind.annotation.RestController", "org.springframework.web.bind.annotation.ControllerAdvice",
            "org.springframework.boot.context.properties.ConfigurationProperties");

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

    /** Checks the service's main classes, and the names of its tests too. */
    public void check() {
        var main = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(service);
        rules().forEach(rule -> rule.check(main));
        NameRules.noBannedWords(service).check(new ClassFileImporter().importPackages(service));
    }

    private Stream<ArchRule> rules() {
        return Stream
                .of(domainIsPlainJava(), noCodeOfOtherServices(), noCyclesOfFeatures(), foreignEventsEndAtTheirReader(),
                        timeIsPassedIn(), noTransactions(), onlyTheOutboxSends(), onlyTheCodecUsesCloudEvents(),
                        NameRules.noMeaninglessSuffixes(service), pageRequestsAreValidated())
                .map(rule -> rule.allowEmptyShould(true));
    }

    /** A nested class belongs to the class around it. */
    private static DescribedPredicate<JavaClass> outermost(DescribedPredicate<? super JavaClass> predicate) {
        return describe(predicate.getDescription(), type -> predicate.test(outermost(type)));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
    }

    private static DescribedPredicate<JavaClass> annotatedWith(String annotation) {
        return describe("annotated with @" + annotation,
                type -> type.isAnnotatedWith(annotation) || type.isMetaAnnotatedWith(annotation));
    }

    /** Classes that may use a framework: adapters and repositories. */
    private static DescribedPredicate<JavaClass> adapter() {
        var byPackage = describe("in an adapter package", (JavaClass type) -> type.getPackage().isAnnotatedWith(Adapter.class));
        var byAnnotation = Stream.concat(Stream.of(Adapter.class.getName()), SPRING_ANNOTATIONS.stream())
                .map(ArchitectureRules::annotatedWith).reduce((one, other) -> one.or(other)).orElseThrow();
        return byPackage.or(outermost(byAnnotation)).or(assignableTo(AggregateStore.class)).or(assignableTo(Projection.class))
                .or(simpleName("package-info"));
    }

    ArchRule domainIsPlainJava() {
        // Constraints of Bean Validation declare a shape and run nothing.
        return classes().that(not(adapter())).and().resideInAPackage(service + "..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.amparo..", "org.jspecify..", "jakarta.validation..")
                .as("1. outside the adapters there is only Java");
    }

    ArchRule noCodeOfOtherServices() {
        var ownAndShared = Stream.concat(Stream.of(service + ".."),
                SHARED_MODULES.stream().map(name -> "io.amparo." + name + ".."));
        var foreign = resideInAPackage("io.amparo..").and(not(resideInAnyPackage(ownAndShared.toArray(String[]::new))));
        return noClasses().that().resideInAPackage(service + "..").should().dependOnClassesThat(foreign)
                .as("2a. no service depends on another's code");
    }

    ArchRule noCyclesOfFeatures() {
        return slices().matching(service + ".(*)..").should().beFreeOfCycles().as("2b. features have no cycles");
    }

    ArchRule foreignEventsEndAtTheirReader() {
        var contexts = "io.amparo.events.";
        // The value objects of a context, such as a release version, are no events.
        var foreign = DescribedPredicate.<JavaClass>describe("events of another context",
                type -> type.getPackageName().startsWith(contexts) && outermost(type).isAssignableTo(DomainEvent.class)
                        && !ownContexts.contains(type.getPackageName().substring(contexts.length())));
        return noClasses().that(not(outermost(annotatedWith(ReadsEvents.class.getName())))).and().resideInAPackage(service + "..")
                .should().dependOnClassesThat(foreign).as("3. events of another context end at their reader");
    }

    ArchRule timeIsPassedIn() {
        return noClasses().that(not(outermost(annotatedWith(SPRING_ANNOTATIONS.getFirst())))).and()
                .resideInAPackage(service + "..").should().callMethod(Instant.class, "now").orShould()
                .callMethod(LocalDate.class, "now").orShould().callMethod(LocalDateTime.class, "now").orShould()
                .callMethod(ZonedDateTime.class, "now").orShould().callMethod(Clock.class, "systemUTC").orShould()
                .callMethod(Clock.class, "systemDefaultZone").orShould().callMethod(System.class, "currentTimeMillis")
                .as("4. time is passed in");
    }

    ArchRule noTransactions() {
        return noClasses().should().dependOnClassesThat().areAssignableTo("com.mongodb.client.ClientSession").orShould()
                .dependOnClassesThat().haveSimpleName("Transactional").as("5. one aggregate, one document, one write");
    }

    ArchRule onlyTheOutboxSends() {
        var suppliesClients = assignableTo("org.apache.kafka.streams.KafkaClientSupplier");
        return noClasses().that(not(outermost(suppliesClients))).and().resideInAPackage(service + "..").should()
                .dependOnClassesThat().areAssignableTo("org.apache.kafka.clients.producer.Producer").orShould()
                .dependOnClassesThat().areAssignableTo("org.springframework.cloud.stream.function.StreamBridge").orShould()
                .dependOnClassesThat().areAssignableTo("org.springframework.kafka.core.KafkaOperations")
                .as("6a. only the outbox sends");
    }

    ArchRule onlyTheCodecUsesCloudEvents() {
        return noClasses().that().resideInAPackage(service + "..").should().dependOnClassesThat()
                .resideInAPackage("io.cloudevents..").as("6b. only the codec uses CloudEvents");
    }

    ArchRule pageRequestsAreValidated() {
        return methods().that().areDeclaredInClassesThat().resideInAPackage(service + "..").and()
                .areMetaAnnotatedWith("org.springframework.web.bind.annotation.RequestMapping")
                .should(Conditions.of("validate Page.Request",
                        (JavaMethod method) -> method.getParameters().stream()
                                .filter(parameter -> parameter.getRawType().isEquivalentTo(Page.Request.class))
                                .allMatch(parameter -> parameter.isAnnotatedWith("jakarta.validation.Valid"))))
                .as("11. every Page.Request parameter is @Valid");
    }

    /** The rule for the event contracts. */
    public static ArchRule eventsAreOfWireTypes() {
        return classes().that().implement(DomainEvent.class).and().areNotInterfaces().should().beRecords()
                .andShould(Conditions.of("have components of wire types", WireTypes::hasOnlyWireTypes))
                .as("7. events are records of wire types");
    }

    /** The rule for the platform. */
    public static ArchRule platformUsesNoEvents() {
        return noClasses().that().resideInAPackage("io.amparo.platform..").should().dependOnClassesThat()
                .resideInAPackage("io.amparo.events..").as("9. platform and events do not depend on each other");
    }
}

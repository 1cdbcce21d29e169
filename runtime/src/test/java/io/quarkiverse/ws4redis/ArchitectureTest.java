package io.quarkiverse.ws4redis;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.Temporal;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The table of packages in CONTRIBUTING.md is true. */
class ArchitectureTest {

    private static final String ROOT = "io.quarkiverse.ws4redis";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(WsChannel.class.getProtectionDomain().getCodeSource().getLocation());

    @ParameterizedTest
    @CsvSource(nullValues = "nothing", value = {
            "protocol, nothing",
            "dispatch, nothing",
            "config, nothing",
            "asyncapi, nothing",
            "transaction, nothing",
            "interop, protocol config observe",
            "broker, protocol interop config observe",
            "hub, protocol broker config observe",
            "security, config observe",
            "session, protocol dispatch transaction interop broker hub security config observe",
            "entity, protocol dispatch transaction session config observe",
            "outbox, protocol broker session config observe",
            "observe, protocol broker config"})
    void aPackageKnowsTheApiAnd(String name, String known) {
        Set<String> allowed = known == null ? Set.of() : Set.of(known.split(" "));
        String[] unknown = packages().stream().filter(other -> !other.equals(name) && !allowed.contains(other))
                .map(other -> ROOT + "." + other + "..").toArray(String[]::new);
        noClasses().that().resideInAPackage(ROOT + "." + name + "..").should().dependOnClassesThat(resideInAnyPackage(unknown))
                .check(CLASSES);
    }

    @Test
    void everyPackageIsInTheTable() {
        assertThat(packages()).containsExactlyInAnyOrder("protocol", "dispatch", "config", "asyncapi", "broker", "hub",
                "security", "interop",
                "transaction", "session", "entity", "outbox", "observe");
    }

    @Test
    void theApiKnowsNothingOfWhatIsBehindIt() {
        noClasses().that().resideInAPackage(ROOT).should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".(*)..")
                        .and(describe("other packages", c -> !c.getPackageName().equals(ROOT))))
                .check(CLASSES);
    }

    @Test
    void whatIsPublicInTheApiIsForUsersToImplementOrFinal() {
        classes().that().resideInAPackage(ROOT).and().arePublic().and().areNotInterfaces().and().areNotAnonymousClasses()
                .should().haveModifier(JavaModifier.FINAL).check(CLASSES);
    }

    @Test
    void dependenciesComeThroughConstructors() {
        noFields().should().beAnnotatedWith(Inject.class).check(CLASSES);
    }

    @Test
    void nothingSleepsAndNothingIsPrinted() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class)
                .orShould().accessField(System.class, "out").orShould().accessField(System.class, "err").check(CLASSES);
    }

    /** Static state is initialised when a native image is built, and is the same in each process that runs it. */
    @Test
    void nothingStaticChangesOrIsAnotherInEachProcess() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
        for (Class<?> type : List.of(Random.class, UUID.class, Temporal.class, ThreadLocal.class, LongAdder.class,
                AtomicBoolean.class, AtomicInteger.class, AtomicLong.class, AtomicReference.class, ConcurrentMap.class)) {
            noFields().that().areStatic().should().haveRawType(assignableTo(type)).check(CLASSES);
        }
    }

    private static Set<String> packages() {
        return CLASSES.stream().map(JavaClass::getPackageName).filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).replaceAll("\\..*", "")).collect(Collectors.toSet());
    }
}

package org.guaranteebench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import org.apache.kafka.common.protocol.ApiKeys;
import org.guaranteebench.audit.availability.AvailabilityMain;
import org.guaranteebench.audit.oracle.OracleMain;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Parsed;
import org.guaranteebench.audit.payload.PayloadCodec;
import org.guaranteebench.audit.process.SourceMain;
import org.guaranteebench.audit.process.StageMain;
import org.guaranteebench.audit.verdict.Outcome;
import org.guaranteebench.audit.verdict.Twin;
import org.guaranteebench.audit.verdict.Verdict;
import org.guaranteebench.audit.verdict.Verdicts;
import org.guaranteebench.cli.Main;
import org.guaranteebench.cluster.BrokerMain;
import org.guaranteebench.jvm.ParentWatch;

/** The arrows between packages: data flows one way, and each stage knows only what it must. */
@AnalyzeClasses(packages = "org.guaranteebench", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String KAFKA = "org.apache.kafka..";
    private static final String[] BROKER = {"kafka..", "org.apache.kafka.."};
    private static final String JMH = "org.openjdk.jmh..";
    private static final String US = "org.guaranteebench.";
    private static final String PROXY = US + "audit.proxy..";

    @ArchTest
    static final ArchRule PACKAGES_DEPEND_ONE_WAY = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("cli")
            .definedBy(US + "cli..")
            .layer("report")
            .definedBy(US + "report..")
            .layer("run")
            .definedBy(US + "run..")
            .layer("bench")
            .definedBy(US + "bench..")
            .layer("audit")
            .definedBy(US + "audit..")
            .layer("measure")
            .definedBy(US + "measure..")
            .layer("client")
            .definedBy(US + "client..")
            .layer("cluster")
            .definedBy(US + "cluster..")
            .layer("store")
            .definedBy(US + "store..")
            .layer("journal")
            .definedBy(US + "journal..")
            .layer("stats")
            .definedBy(US + "stats..")
            .layer("jvm")
            .definedBy(US + "jvm..")
            .layer("grid")
            .definedBy(US + "grid..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("audit", "cli")
            .whereLayer("bench")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers("report", "cli")
            .whereLayer("measure")
            .mayOnlyBeAccessedByLayers("bench", "audit", "run")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("bench", "audit", "run", "cli")
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("audit", "run")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("bench", "run")
            .whereLayer("journal")
            .mayOnlyBeAccessedByLayers("audit", "run", "report", "cli")
            .whereLayer("jvm")
            .mayOnlyBeAccessedByLayers("bench", "audit", "cluster", "store", "run")
            .whereLayer("stats")
            .mayOnlyBeAccessedByLayers("run", "report");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(US + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule GRID_NEEDS_ONLY_THE_JDK = classes()
            .that()
            .resideInAPackage(US + "grid..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(US + "grid..", "java..");

    @ArchTest
    static final ArchRule STATS_NEED_ONLY_THE_JDK_AND_A_STATISTICS_LIBRARY = classes()
            .that()
            .resideInAPackage(US + "stats..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(US + "stats..", "java..", "org.apache.commons.statistics..");

    @ArchTest
    static final ArchRule THE_PROXY_NEEDS_ONLY_THE_JDK_AND_KAFKAS_NUMBERS_OF_REQUESTS = classes()
            .that()
            .resideInAPackage(PROXY)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PROXY, "java..").or(belongToAnyOf(ApiKeys.class)));

    @ArchTest
    static final ArchRule REPORTS_NEVER_SEE_KAFKA = noClasses()
            .that()
            .resideInAPackage(US + "report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BROKER);

    @ArchTest
    static final ArchRule ONLY_BENCHMARKS_AND_THEIR_HARNESS_SEE_JMH = noClasses()
            .that(not(resideInAnyPackage(US + "bench..", US + "measure..", US + "run..", US + "cli..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(JMH);

    @ArchTest
    static final ArchRule ONLY_CLIENTS_AND_CLUSTERS_SEE_KAFKA = noClasses()
            .that(not(resideInAnyPackage(
                    US + "client..",
                    US + "cluster..",
                    US + "bench..",
                    US + "audit.readback..",
                    US + "audit.process..",
                    US + "audit.scenario..",
                    US + "audit.availability..",
                    US + "run..",
                    PROXY)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(KAFKA);

    @ArchTest
    static final ArchRule WHAT_WAS_SENT_AND_SAID_NEEDS_ONLY_THE_JDK = classes()
            .that()
            .resideInAnyPackage(US + "audit.payload..", US + "audit.ledger..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(US + "audit.payload..", US + "audit.ledger..", "java..", "javax.crypto..");

    /** A mistake in the one must not be a mistake in the other. */
    @ArchTest
    static final ArchRule VERIFICATION_SHARES_NOTHING_WITH_THE_ORACLE_BUT_THE_FILES = noClasses()
            .that()
            .resideInAPackage(US + "audit.verify..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(US + "audit.oracle..", US + "audit.availability..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(PayloadCodec.class, Parsed.class, AuditRecord.class);

    @ArchTest
    static final ArchRule VERIFICATION_COMES_TO_ITS_VERDICTS_ITSELF = noClasses()
            .that()
            .resideInAPackage(US + "audit.verify..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    US + "audit.campaign..", US + "audit.scenario..", US + "audit.process..", US + "audit.proxy..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Verdicts.class, Verdict.class, Outcome.class, Twin.class);

    @ArchTest
    static final ArchRule ONLY_CLUSTERS_SEE_DOCKER = noClasses()
            .that(not(resideInAnyPackage(US + "cluster..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..");

    @ArchTest
    static final ArchRule ONLY_THE_STORE_SEES_ITS_DATABASE = noClasses()
            .that(not(resideInAnyPackage(US + "store..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.postgresql..", "com.zaxxer..", "javax.sql..");

    @ArchTest
    static final ArchRule ONLY_MAIN_ENDS_THE_JVM = noClasses()
            .that()
            .doNotBelongToAnyOf(Main.class)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class);

    @ArchTest
    static final ArchRule ONLY_MAIN_CLASSES_AND_THE_WATCH_HALT_IT = noClasses()
            .that()
            .doNotBelongToAnyOf(
                    Main.class,
                    BrokerMain.class,
                    OracleMain.class,
                    AvailabilityMain.class,
                    SourceMain.class,
                    StageMain.class,
                    ParentWatch.class)
            .should()
            .callMethod(Runtime.class, "halt", int.class);
}

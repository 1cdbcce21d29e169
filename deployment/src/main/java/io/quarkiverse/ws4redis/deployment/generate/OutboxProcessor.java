package io.quarkiverse.ws4redis.deployment.generate;

import java.util.Set;

import jakarta.enterprise.inject.spi.DeploymentException;

import org.jboss.jandex.DotName;

import io.quarkiverse.ws4redis.config.Ws4RedisBuildTimeConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.SynthesisFinishedBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.hibernate.orm.deployment.spi.AdditionalJpaModelBuildItem;

/** Puts the outbox and its table into applications that ask for it. */
class OutboxProcessor {

    private static final String OPTION = "ws4redis: quarkus.ws4redis.outbox.enabled ";
    private static final String PACKAGE = "io.quarkiverse.ws4redis.outbox.";
    private static final String DEFAULT_UNIT = "<default>";
    private static final DotName SESSION_FACTORY = DotName.createSimple("org.hibernate.SessionFactory");

    /** By name: they need classes of Hibernate's, which not every application has. */
    @BuildStep
    void outbox(Ws4RedisBuildTimeConfig config, Capabilities capabilities, BuildProducer<AdditionalJpaModelBuildItem> tables,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!config.outbox().enabled()) {
            return;
        }
        if (!capabilities.isPresent(Capability.HIBERNATE_ORM)) {
            throw new DeploymentException(OPTION + "needs Hibernate ORM: add quarkus-hibernate-orm to the application");
        }
        if (capabilities.isPresent(Capability.HIBERNATE_REACTIVE)) {
            throw new DeploymentException(
                    OPTION + "does not work with Hibernate Reactive, in whose transactions nothing can be "
                            + "written to it: leave it off");
        }
        tables.produce(new AdditionalJpaModelBuildItem(PACKAGE + "OutboxRow", Set.of(DEFAULT_UNIT)));
        beans.produce(AdditionalBeanBuildItem.builder().setUnremovable()
                .addBeanClasses(PACKAGE + "OutboxWriter", PACKAGE + "OutboxStore", PACKAGE + "RowSender")
                .addBeanClasses(PACKAGE + "Courier", PACKAGE + "TransactionalOutbox", PACKAGE + "Patrol").build());
    }

    /** A message must be in the database that its transaction changes, and there is one table. */
    @BuildStep
    void onePersistenceUnit(Ws4RedisBuildTimeConfig config, SynthesisFinishedBuildItem beans,
            BuildProducer<ValidationErrorBuildItem> errors) {
        if (config.outbox().enabled()) {
            long units = beans.beanStream().filter(bean -> bean.hasType(SESSION_FACTORY)).stream().count();
            if (units != 1) {
                errors.produce(new ValidationErrorBuildItem(new DeploymentException(OPTION + "needs one persistence unit, and "
                        + "the application has " + units + ": keep the default one only, or leave the outbox off")));
            }
        }
    }
}

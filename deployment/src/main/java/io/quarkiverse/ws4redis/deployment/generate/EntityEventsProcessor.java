package io.quarkiverse.ws4redis.deployment.generate;

import java.util.List;

import org.jboss.jandex.Type;

import io.quarkiverse.ws4redis.deployment.model.BroadcastData;
import io.quarkiverse.ws4redis.deployment.model.BroadcastModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.RecheckModelBuildItem;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.GeneratedBeanBuildItem;
import io.quarkus.arc.deployment.GeneratedBeanGizmo2Adaptor;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.gizmo2.Gizmo;

/** Puts what follows the changes of entities into applications that have some. */
class EntityEventsProcessor {

    private static final String PACKAGE = "io.quarkiverse.ws4redis.entity.";

    @BuildStep
    void broadcasts(List<BroadcastModelBuildItem> models, BuildProducer<GeneratedBeanBuildItem> generated) {
        Gizmo gizmo = Gizmo.create(new GeneratedBeanGizmo2Adaptor(generated)).withDebugInfo(false).withParameters(false);
        for (int i = 0; i < models.size(); i++) {
            new BroadcastGenerator(models.get(i), i + 1).generate(gizmo);
        }
    }

    @BuildStep
    void rechecks(List<RecheckModelBuildItem> models, BuildProducer<GeneratedBeanBuildItem> generated) {
        Gizmo gizmo = Gizmo.create(new GeneratedBeanGizmo2Adaptor(generated)).withDebugInfo(false).withParameters(false);
        for (int i = 0; i < models.size(); i++) {
            new RecheckGenerator(models.get(i), i + 1).generate(gizmo);
        }
    }

    /** By name: they need classes of Hibernate's, which not every application has. */
    @BuildStep
    void beans(List<BroadcastModelBuildItem> broadcasts, List<RecheckModelBuildItem> rechecks,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!broadcasts.isEmpty() || !rechecks.isEmpty()) {
            beans.produce(AdditionalBeanBuildItem.builder().setUnremovable().addBeanClasses(PACKAGE + "Broadcasts",
                    PACKAGE + "Deciders", PACKAGE + "EntityEvents", PACKAGE + "EventWriter").build());
        }
    }

    @BuildStep
    void written(List<BroadcastModelBuildItem> models, BuildProducer<ReflectiveHierarchyBuildItem> reflective) {
        for (BroadcastModelBuildItem model : models) {
            if (model.data() instanceof BroadcastData.Projection projection) {
                reflective.produce(hierarchy(projection.type()));
            } else if (model.data() instanceof BroadcastData.View) {
                reflective.produce(hierarchy(Type.create(model.type().name(), Type.Kind.CLASS)));
            }
        }
    }

    private static ReflectiveHierarchyBuildItem hierarchy(Type type) {
        return ReflectiveHierarchyBuildItem.builder(type).source("ws4redis entity event").build();
    }
}

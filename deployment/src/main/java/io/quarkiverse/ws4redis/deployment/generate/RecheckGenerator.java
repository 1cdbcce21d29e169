package io.quarkiverse.ws4redis.deployment.generate;

import static org.jboss.jandex.gizmo2.Jandex2Gizmo.classDescOf;

import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.deployment.model.RecheckModelBuildItem;
import io.quarkiverse.ws4redis.dispatch.EntityRecheck;
import io.quarkus.gizmo2.Gizmo;

/** Generates one bean for each that is asked again after changes of an entity, in the entity's package. */
final class RecheckGenerator {

    private static final String SUFFIX = "_Ws4RedisRecheck";

    private final RecheckModelBuildItem model;
    private final int number;

    RecheckGenerator(RecheckModelBuildItem model, int number) {
        this.model = model;
        this.number = number;
    }

    void generate(Gizmo gizmo) {
        gizmo.class_(model.type().name().toString().replace('$', '_') + SUFFIX + number, cc -> {
            cc.addAnnotation(Singleton.class);
            cc.defaultConstructor();
            cc.implements_(EntityRecheck.class);
            ConstantMethods.type(cc, "type", classDescOf(model.type()));
            ConstantMethods.text(cc, "channel", model.channel());
            ConstantMethods.text(cc, "kind", model.kind());
            ConstantMethods.text(cc, "via", model.via());
            ConstantMethods.covers(cc, model.changes());
        });
    }
}

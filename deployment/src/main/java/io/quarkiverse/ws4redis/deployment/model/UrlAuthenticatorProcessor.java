package io.quarkiverse.ws4redis.deployment.model;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.spi.DeploymentException;

import io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;

/** Refuses a second URL authenticator: which of two decides who a connection is must not be left to chance. */
class UrlAuthenticatorProcessor {

    @BuildStep
    void onlyOne(BeanDiscoveryFinishedBuildItem beans, BuildProducer<ValidationErrorBuildItem> errors) {
        List<BeanInfo> found = beans.beanStream().filter(bean -> bean.hasType(Ws4RedisDotNames.WS_URL_AUTHENTICATOR)).collect();
        if (found.size() > 1) {
            String names = found.stream().map(bean -> bean.getBeanClass().toString()).sorted()
                    .collect(Collectors.joining(", "));
            errors.produce(new ValidationErrorBuildItem(new DeploymentException("ws4redis: " + names
                    + " all implement WsUrlAuthenticator: keep one, it may ask the others")));
        }
    }
}

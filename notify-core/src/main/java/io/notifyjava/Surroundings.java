package io.notifyjava;

import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.Settings;
import io.notifyjava.token.TokenStore;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What a provider of this notifier is given. */
record Surroundings(
    String account,
    Settings settings,
    Clock clock,
    LongSupplier ticker,
    RandomGenerator random,
    TokenStore tokenStore,
    Executor executor,
    TimeoutPolicy timeouts,
    SmsTemplates smsTemplates)
    implements ProviderContext {}

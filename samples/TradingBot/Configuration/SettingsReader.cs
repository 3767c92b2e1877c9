using Microsoft.Extensions.Configuration;

namespace TradingBot.Configuration;

/// <summary>Reads the settings and checks every one: a bot that guards money does not start on a limit that is missing or misspelt.</summary>
public static class SettingsReader
{
    /// <summary>The settings in <paramref name="configuration"/>.</summary>
    /// <exception cref="InvalidSettingException">One of them is missing, unknown, or out of range; the message names its key.</exception>
    public static BotSettings Read(IConfiguration configuration)
    {
        var settings = new BotSettings
        {
            Account = Bind(configuration, "Account", static section => section.Get<AccountSettings>(Strict)),
            Limits = Bind(configuration, "Limits", static section => section.Get<LimitSettings>(Strict)),
            Strategy = Bind(configuration, "Strategy", static section => section.Get<StrategySettings>(Strict)),
        };
        CheckAccount(new SettingCheck(configuration, "Account"), settings.Account);
        CheckLimits(new SettingCheck(configuration, "Limits"), settings.Limits);
        CheckStrategy(new SettingCheck(configuration, "Strategy"), settings.Strategy);
        return settings;
    }

    // Each type is named where it is bound: the binding is generated at compile time, so that it works without reflection.
    private static T Bind<T>(IConfiguration configuration, string section, Func<IConfiguration, T?> bind)
        where T : new()
    {
        try
        {
            return bind(configuration.GetSection(section)) ?? new T();
        }
        catch (InvalidOperationException exception)
        {
            // Says which key, and why.
            string reason = exception.InnerException is null ? "" : $" {exception.InnerException.Message}";
            throw new InvalidSettingException($"{section}: {exception.Message}{reason}", exception);
        }
    }

    private static void Strict(BinderOptions options) => options.ErrorOnUnknownConfiguration = true;

    private static void CheckAccount(SettingCheck check, AccountSettings account)
    {
        check.NotEmpty("Id", account.Id);
        check.Between("StartingBalance", account.StartingBalance, 1, 100_000_000);
    }

    private static void CheckLimits(SettingCheck check, LimitSettings limits)
    {
        check.Between("MaxContractsPerInstrument:Minis", limits.MaxContractsPerInstrument.Minis, 1, 10_000);
        check.Between("MaxContractsPerInstrument:Micros", limits.MaxContractsPerInstrument.Micros, 1, 100_000);
        check.Between("DailyTotalLoss:Limit", limits.DailyTotalLoss.Limit, 0.01m, 100_000_000);
        check.Between("VolatilityHalt:AtrBars", limits.VolatilityHalt.AtrBars, 2, 1_000);
        check.Between("VolatilityHalt:MaxRatio", limits.VolatilityHalt.MaxRatio, 1, 1_000);
        check.Between("VolatilityHalt:CoolDownMinutes", limits.VolatilityHalt.CoolDownMinutes, 1, 1_440);
        check.Between("SessionEndFlatten:MinutesBeforeClose", limits.SessionEndFlatten.MinutesBeforeClose, 1, 600);
    }

    private static void CheckStrategy(SettingCheck check, StrategySettings strategy)
    {
        check.Between("AverageBars", strategy.AverageBars, 2, 1_000);
        check.Between("EntryAtr", strategy.EntryAtr, 0.1m, 100);
        check.Between("AddAtr", strategy.AddAtr, 0.1m, 100);
        check.Between("StopAtr", strategy.StopAtr, 0.1m, 100);
        check.Between("MaxAdds", strategy.MaxAdds, 0, 100);
        check.Between("MiniSize", strategy.MiniSize, 1, 1_000);
        check.Between("MiniAdd", strategy.MiniAdd, 1, 1_000);
        check.Between("MicroSize", strategy.MicroSize, 1, 10_000);
        check.Between("MicroAdd", strategy.MicroAdd, 1, 10_000);
    }

    private readonly struct SettingCheck(IConfiguration configuration, string section)
    {
        public void Between(string key, decimal value, decimal min, decimal max)
        {
            string path = $"{section}:{key}";
            if (configuration[path] is null)
                throw new InvalidSettingException($"{path} is missing; expected a number from {min} to {max}.");
            if (value < min || value > max)
                throw new InvalidSettingException($"{path} is {value}; expected a number from {min} to {max}.");
        }

        public void NotEmpty(string key, string value)
        {
            if (string.IsNullOrWhiteSpace(value))
                throw new InvalidSettingException($"{section}:{key} is missing; expected a name.");
        }
    }
}

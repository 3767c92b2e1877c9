using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Configuration;

namespace TradingBot.Configuration;

/// <summary>Reads the settings and checks every one: a bot that guards money does not start on a limit that is missing or misspelt.</summary>
public static class SettingsReader
{
    /// <summary>Lists that need not name anything: a file's empty list is an empty value.</summary>
    private static readonly string[] MayBeEmpty = ["Limits:BlackoutWindow:Daily", "Limits:BlackoutWindow:Holidays", "Limits:BlackoutWindow:News"];

    /// <summary>
    /// Lists of which an empty entry is none, so that the environment takes one of the file's out: what is left
    /// permits less. Without one of a holiday the bot would trade on it.
    /// </summary>
    private static readonly string[] MayLackEntries = ["Limits:PermittedProducts:Roots"];

    /// <summary>The settings in <paramref name="configuration"/>.</summary>
    /// <exception cref="InvalidSettingException">One of them is missing, unknown, or out of range; the message names its key.</exception>
    public static BotSettings Read(IConfiguration configuration)
    {
        CheckNames(configuration);
        IConfiguration all = Presets.Under(configuration);
        foreach ((string section, JsonTypeInfo shape) in ((string, JsonTypeInfo)[])[
            ("Account", SettingShapes.Default.AccountSettings), ("Limits", SettingShapes.Default.LimitSettings),
            ("Strategy", SettingShapes.Default.StrategySettings)])
        {
            new WrittenSettings(all).Check(all.GetSection(section), shape);
            CheckSection(all.GetSection(section), all);
        }

        var settings = new BotSettings
        {
            Account = Bind(all, "Account", static section => section.Get<AccountSettings>()),
            Limits = Bind(all, "Limits", static section => section.Get<LimitSettings>()),
            Strategy = Bind(all, "Strategy", static section => section.Get<StrategySettings>()),
            LimitHashes = LimitHashes.Of(all),
        };
        settings.Limits.PermittedProducts.Roots.RemoveAll(string.IsNullOrEmpty);
        CheckAccount(new SettingCheck(all, "Account"), settings.Account);
        LimitChecks.Check(new SettingCheck(all, "Limits"), settings.Limits);
        CheckStrategy(new SettingCheck(all, "Strategy"), settings.Strategy);
        return settings;
    }

    // What is beside the bot's sections is other programs', as most of the environment is; what is almost one of them was meant to be.
    private static void CheckNames(IConfiguration configuration)
    {
        string[] sections = ["Account", "Limits", "Strategy", "Gateway"];
        foreach (IConfigurationSection section in configuration.GetChildren())
        {
            if (sections.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
                RefuseNull(section, configuration);
            else if (NearestName.Of(section.Key, sections) is { } meant && section.GetChildren().FirstOrDefault() is { } setting)
                throw new InvalidSettingException(
                    $"{SettingOrigin.Named(configuration, setting.Path)} is no setting; did you mean {meant}{setting.Path[section.Key.Length..]}?");
        }
    }

    // What lies under it would hold: that something else was meant would go unnoticed.
    private static void RefuseNull(IConfigurationSection section, IConfiguration configuration)
    {
        if (section.Value is null && !section.GetChildren().Any())
            throw new InvalidSettingException($"{SettingOrigin.Named(configuration, section.Path)} is null, or has nothing in it; expected a value.");
        foreach (IConfigurationSection child in section.GetChildren())
            RefuseNull(child, configuration);
    }

    // The binding passes over what is empty: that a limit was meant to be another would go unnoticed.
    private static void CheckSection(IConfigurationSection section, IConfiguration all)
    {
        if (section.Value is { } value && !(value.Length == 0 && MayBeEmpty.Contains(section.Path, StringComparer.OrdinalIgnoreCase)))
        {
            if (value.Length == 0 && !MayLackEntries.Any(list => section.Path.StartsWith($"{list}:", StringComparison.OrdinalIgnoreCase)))
                throw new InvalidSettingException(
                    $"{SettingOrigin.Named(all, section.Path)} is empty; expected a value.{(int.TryParse(section.Key, out _) ? " An entry is taken out of a list in the file that names it." : "")}");
        }

        foreach (IConfigurationSection child in section.GetChildren())
            CheckSection(child, all);
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

    private static void CheckAccount(SettingCheck check, AccountSettings account)
    {
        check.NotEmpty("Id", account.Id);
        check.Between("StartingBalance", account.StartingBalance, 1, 100_000_000);
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
}

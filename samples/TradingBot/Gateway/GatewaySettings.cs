using System.Text;
using Microsoft.Extensions.Configuration;
using ProjectX;
using RiskTraceGen;
using TradingBot.Configuration;

namespace TradingBot.Gateway;

/// <summary>
/// How to get into a gateway: the section <c>Gateway</c> of appsettings.json, and environment variables such as <c>Gateway__ApiKey</c> over it.
/// </summary>
public sealed record GatewaySettings
{
    /// <summary>Who logs in.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The key that proves it; belongs into the environment, not into a file.</summary>
    [Sensitive]
    public string ApiKey { get; set; } = "";

    /// <summary>The account to trade, by its name; empty for the one that the section <c>Account</c> names.</summary>
    public string Account { get; set; } = "";

    /// <summary>Where the hubs are, where that is another address than that of the calls: <c>https://rtc.topstepx.com/hubs</c>.</summary>
    public string Hubs { get; set; } = "";

    /// <summary>What to trade, by root symbols. An empty entry is none: so the environment takes one of the file's out of the list.</summary>
    public string[] Products { get; set; } = [];

    /// <summary>Reads the section and checks it.</summary>
    /// <exception cref="InvalidSettingException">A setting is missing or not usable; the message names its key.</exception>
    public static GatewaySettings Read(IConfiguration configuration)
    {
        new WrittenSettings(configuration).Check(configuration.GetSection("Gateway"), SettingShapes.Default.GatewaySettings);
        GatewaySettings settings = configuration.GetSection("Gateway").Get<GatewaySettings>() ?? new GatewaySettings();
        var check = new SettingCheck(configuration, "Gateway");
        check.NotEmpty("UserName", settings.UserName, "the name that logs in");
        check.NotEmpty("ApiKey", settings.ApiKey, "the key of that name; a real one belongs into the environment, never into a file");
        settings.Products = [.. settings.Products.Where(root => root.Length > 0)];
        check.NotEmpty("Products", settings.Products, "root symbols such as ES");
        string? repeated = settings.Products.GroupBy(root => root, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
        check.That(
            repeated is null,
            "Products",
            $"names {repeated} twice. Of a list in appsettings.json the environment replaces one entry at a time: Gateway__Products__0, Gateway__Products__1; an empty one is left out.");
        string? unknown = settings.Products.FirstOrDefault(root => Domain.FuturesProduct.Find(root) is null);
        check.That(
            unknown is null,
            "Products",
            $"names {unknown}, which the bot does not know; expected {string.Join(", ", Domain.FuturesProduct.All.Select(product => product.Root))}.");
        check.That(settings.Hubs.Length == 0 || IsAddress(settings.Hubs), "Hubs", $"is '{settings.Hubs}'; expected an http or https address.");
        return settings;
    }

    /// <summary>What the client needs to know to reach the gateway at <paramref name="address"/>.</summary>
    public GatewayOptions OptionsFor(Uri address) => new()
    {
        RestAddress = address,
        HubsAddress = new Uri(Hubs.Length > 0 ? Hubs : $"{address.ToString().TrimEnd('/')}/hubs"),
        UserName = UserName,
        ApiKey = ApiKey,
    };

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https");

    private bool PrintMembers(StringBuilder text)
    {
        text.Append("UserName = ").Append(UserName).Append(", Account = ").Append(Account).Append(", Hubs = ").Append(Hubs);
        return true;
    }
}

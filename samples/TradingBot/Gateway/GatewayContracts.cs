using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using ProjectX;
using TradingBot.Domain;

namespace TradingBot.Gateway;

/// <summary>The gateway's contract ids, and what the bot knows of them. Safe for threads.</summary>
public sealed partial class GatewayContracts
{
    private const string Prefix = "CON.F.US.";
    private const string MonthLetters = "FGHJKMNQUVXZ";

    private readonly Dictionary<string, FuturesContract> _traded;
    private readonly ConcurrentDictionary<string, FuturesContract> _learned = [];

    private GatewayContracts(IEnumerable<FuturesContract> traded) => _traded = traded.ToDictionary(contract => contract.Id);

    /// <summary>The contracts whose quotes are asked for.</summary>
    public IReadOnlyCollection<FuturesContract> Traded => _traded.Values;

    /// <summary>Picks the active contract of each product.</summary>
    /// <param name="available">What the gateway offers.</param>
    /// <param name="roots">The products' root symbols.</param>
    /// <exception cref="GatewayUnavailableException">There is none, or its ticks are others than those the bot counts with.</exception>
    public static GatewayContracts Pick(IReadOnlyList<Contract> available, IEnumerable<string> roots)
        => new(roots.Select(root => Pick(available, FuturesProduct.Find(root)!)).ToArray());

    /// <summary>The contract with this id; null if the bot does not know such a product, and nobody has said what it is.</summary>
    public FuturesContract? Find(string id) => _traded.GetValueOrDefault(id) ?? Parse(id) ?? _learned.GetValueOrDefault(id);

    /// <summary>
    /// Takes a contract of a product that the bot does not know as the gateway describes it: it is held, so it has
    /// to be guarded, and closed where it is not permitted.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="described">What the gateway says; null if it does not know it, and then nobody knows what it is worth.</param>
    /// <returns>The contract.</returns>
    public FuturesContract Learn(string id, Contract? described)
    {
        string[] parts = id.Split('.');
        string gatewayRoot = parts is [.., var symbol, _] ? symbol : id;
        string root = described?.Name is { } text && ExchangeName().Match(text) is { Success: true } name ? name.Groups["root"].Value : gatewayRoot;
        FuturesProduct product = described is { TickSize: > 0, TickValue: > 0 }
            ? new FuturesProduct(root, gatewayRoot, described.TickSize, described.TickValue, IsMicro: false, FeePerSide: 0)
            : FuturesProduct.Unvalued(root);
        return _learned[id] = new FuturesContract(id, product, MonthOf(parts[^1]) ?? default);
    }

    /// <summary>Reads an id such as <c>CON.F.US.EP.Z25</c>; null if it is none, or of a product that the bot does not know.</summary>
    public static FuturesContract? Parse(string id)
    {
        string[] parts = id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..].Split('.') : [];
        if (parts is not [var root, var code] || MonthOf(code) is not { } month)
            return null;

        FuturesProduct? product = FuturesProduct.All.FirstOrDefault(product => product.GatewayRoot == root);
        return product is null ? null : FuturesContract.Of(product, month);
    }

    private static DeliveryMonth? MonthOf(string code)
        => code is [var letter, _, _]
            && MonthLetters.IndexOf(letter) is >= 0 and var month
            && int.TryParse(code[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int year)
            ? new DeliveryMonth(2000 + year, month + 1)
            : null;

    private static IEnumerable<string> RootsOf(IReadOnlyList<Contract> available)
        => available.Where(contract => contract.ActiveContract)
            .Select(contract => Parse(contract.Id)?.Product.Root)
            .OfType<string>()
            .Distinct()
            .DefaultIfEmpty("none that the bot knows");

    private static FuturesContract Pick(IReadOnlyList<Contract> available, FuturesProduct product)
    {
        Contract offered = available.FirstOrDefault(contract => contract.ActiveContract && Parse(contract.Id)?.Product == product)
            ?? throw new GatewayUnavailableException(
                $"The gateway offers no active contract of {product.Root}, which Gateway:Products names; it offers {string.Join(", ", RootsOf(available))}.");
        if (offered.TickSize != product.TickSize || offered.TickValue != product.TickValue)
        {
            throw new GatewayUnavailableException(string.Create(CultureInfo.InvariantCulture,
                $"{offered.Id} moves by {offered.TickSize} worth {offered.TickValue} USD at the gateway; the bot counts with {product.TickSize} worth {product.TickValue}."));
        }

        return Parse(offered.Id)!;
    }

    /// <summary>Such as <c>CLZ5</c>.</summary>
    [GeneratedRegex(@"^(?<root>[A-Z0-9]+)[FGHJKMNQUVXZ][0-9]{1,2}$")]
    private static partial Regex ExchangeName();
}

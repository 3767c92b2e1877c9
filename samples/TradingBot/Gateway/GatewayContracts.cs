using System.Globalization;
using ProjectX;
using TradingBot.Domain;

namespace TradingBot.Gateway;

/// <summary>The gateway's contract ids, and what the bot knows of them.</summary>
public sealed class GatewayContracts
{
    private const string Prefix = "CON.F.US.";
    private const string MonthLetters = "FGHJKMNQUVXZ";

    private readonly Dictionary<string, FuturesContract> _traded;

    private GatewayContracts(IEnumerable<FuturesContract> traded) => _traded = traded.ToDictionary(contract => contract.Id);

    /// <summary>The contracts whose quotes are asked for.</summary>
    public IReadOnlyCollection<FuturesContract> Traded => _traded.Values;

    /// <summary>Picks the active contract of each product.</summary>
    /// <param name="available">What the gateway offers.</param>
    /// <param name="roots">The products' root symbols.</param>
    /// <exception cref="GatewayUnavailableException">There is none, or its ticks are others than those the bot counts with.</exception>
    public static GatewayContracts Pick(IReadOnlyList<Contract> available, IEnumerable<string> roots)
        => new(roots.Select(root => Pick(available, FuturesProduct.Find(root)!)).ToArray());

    /// <summary>The contract with this id; null if the bot does not know such a product.</summary>
    public FuturesContract? Find(string id) => _traded.GetValueOrDefault(id) ?? Parse(id);

    /// <summary>Reads an id such as <c>CON.F.US.EP.Z25</c>; null if it is none, or of a product that the bot does not know.</summary>
    public static FuturesContract? Parse(string id)
    {
        string[] parts = id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..].Split('.') : [];
        if (parts is not [var root, [var letter, _, _] code] || MonthLetters.IndexOf(letter) is var month && month < 0)
            return null;
        if (!int.TryParse(code[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int year))
            return null;

        FuturesProduct? product = FuturesProduct.All.FirstOrDefault(product => product.GatewayRoot == root);
        return product is null ? null : FuturesContract.Of(product, new DeliveryMonth(2000 + year, month + 1));
    }

    private static IEnumerable<string> RootsOf(IReadOnlyList<Contract> available)
        => available.Where(contract => contract.ActiveContract).Select(contract => Parse(contract.Id)?.Product.Root).OfType<string>().Distinct().DefaultIfEmpty("none that the bot knows");

    private static FuturesContract Pick(IReadOnlyList<Contract> available, FuturesProduct product)
    {
        Contract offered = available.FirstOrDefault(contract => contract.ActiveContract && Parse(contract.Id)?.Product == product)
            ?? throw new GatewayUnavailableException($"The gateway offers no active contract of {product.Root}, which Gateway:Products names; it offers {string.Join(", ", RootsOf(available))}.");
        if (offered.TickSize != product.TickSize || offered.TickValue != product.TickValue)
        {
            throw new GatewayUnavailableException(string.Create(CultureInfo.InvariantCulture,
                $"{offered.Id} moves by {offered.TickSize} worth {offered.TickValue} USD at the gateway; the bot counts with {product.TickSize} worth {product.TickValue}."));
        }

        return Parse(offered.Id)!;
    }
}

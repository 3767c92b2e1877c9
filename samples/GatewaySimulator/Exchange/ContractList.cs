using System.Globalization;
using ProjectX;
using TradingBot.Domain;

namespace GatewaySimulator.Exchange;

/// <summary>What can be traded: the contracts that the market quotes, and beside each the one that has expired before it, which cannot.</summary>
public sealed class ContractList
{
    private readonly Dictionary<string, FuturesContract> _contracts;
    private readonly HashSet<string> _active;

    /// <summary>The list for a market that quotes <paramref name="quoted"/>.</summary>
    public ContractList(IEnumerable<FuturesContract> quoted)
    {
        FuturesContract[] active = [.. quoted.Distinct()];
        _active = [.. active.Select(contract => contract.Id)];
        _contracts = active.Concat(active.Select(QuarterBefore)).DistinctBy(contract => contract.Id).ToDictionary(contract => contract.Id);
    }

    /// <summary>All of them, as the gateway describes them.</summary>
    public IEnumerable<Contract> All => _contracts.Values.Select(Describe);

    /// <summary>The contract with this id; null if there is none.</summary>
    public FuturesContract? Find(string? id) => id is null ? null : _contracts.GetValueOrDefault(id);

    /// <summary>Whether it trades.</summary>
    public bool IsActive(FuturesContract contract) => _active.Contains(contract.Id);

    /// <summary>As the gateway describes it.</summary>
    public Contract Describe(FuturesContract contract) => new(
        contract.Id,
        $"{contract.Product.Root}{contract.Expiry.Code[0]}{contract.Expiry.Year % 10}",
        $"{contract.Product.Root} {new DateOnly(contract.Expiry.Year, contract.Expiry.Month, 1).ToString("MMMM yyyy", CultureInfo.InvariantCulture)}",
        contract.Product.TickSize,
        contract.Product.TickValue,
        IsActive(contract),
        SymbolOf(contract));

    /// <summary>The product's symbol.</summary>
    public static string SymbolOf(FuturesContract contract) => $"F.US.{contract.Product.GatewayRoot}";

    private static FuturesContract QuarterBefore(FuturesContract contract)
    {
        DateOnly month = new DateOnly(contract.Expiry.Year, contract.Expiry.Month, 1).AddMonths(-3);
        return FuturesContract.Of(contract.Product, new DeliveryMonth(month.Year, month.Month));
    }
}

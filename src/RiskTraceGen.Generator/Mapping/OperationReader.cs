using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>
/// Reads one method: what it calls, raises and creates. Lambdas and local functions are part of the method that holds them; a method that is handed on as a
/// delegate counts as called there.
/// </summary>
internal sealed class OperationReader
{
    private readonly CodeWalk _walk;
    private readonly CodeNode _node;
    private readonly TypeArguments _arguments;
    private readonly DelegateValues _delegates;

    public OperationReader(CodeWalk walk, CodeNode node)
    {
        _walk = walk;
        _node = node;
        _arguments = new TypeArguments(node.Code.Method);
        _delegates = new DelegateValues(walk, node, Read);
    }

    /// <summary>Reads a piece of source, in its order.</summary>
    public void Read(SyntaxNode source)
    {
        if (_walk.ModelOf(source.SyntaxTree).GetOperation(source) is { } operation)
            Read(operation);
    }

    private void Read(IOperation root)
    {
        var pending = new Stack<IOperation>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            IOperation operation = pending.Pop();
            Visit(operation);
            if (operation is not INameOfOperation)
                foreach (IOperation child in operation.ChildOperations.Reverse())
                    pending.Push(child);
        }
    }

    private void Visit(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation invocation:
                Invoke(invocation);
                break;
            case IObjectCreationOperation { Constructor: { } constructor }:
                Call(constructor, instance: null, operation);
                break;
            case IPropertyReferenceOperation property:
                Access(property);
                break;
            case IMethodReferenceOperation method:
                Call(method.Method, method.Instance, operation, method.IsVirtual);
                break;
            case IBinaryOperation { OperatorMethod: { } method }:
                Call(method, instance: null, operation);
                break;
            case IUnaryOperation { OperatorMethod: { } method }:
                Call(method, instance: null, operation);
                break;
            case IIncrementOrDecrementOperation { OperatorMethod: { } method }:
                Call(method, instance: null, operation);
                break;
            case ICompoundAssignmentOperation { OperatorMethod: { } method }:
                Call(method, instance: null, operation);
                break;
            case IConversionOperation { OperatorMethod: { } method }:
                Call(method, instance: null, operation);
                break;
            case IForEachLoopOperation { Syntax: CommonForEachStatementSyntax loop } each:
                Enumerate(loop, each);
                break;
            case IUsingOperation @using:
                foreach (IOperation resource in Resources(@using.Resources))
                    Dispose(resource, @using.IsAsynchronous);
                break;
            case IUsingDeclarationOperation @using:
                foreach (IOperation resource in Resources(@using.DeclarationGroup))
                    Dispose(resource, @using.IsAsynchronous);
                break;
            case IArgumentOperation argument:
                _delegates.Use(argument.Value);
                break;
            case IVariableInitializerOperation initializer:
                _delegates.Use(initializer.Value);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation } assignment:
                _delegates.Use(assignment.Value);
                break;
            case IDynamicInvocationOperation or IDynamicObjectCreationOperation or IDynamicIndexerAccessOperation:
                LoseTrack(operation, "what it calls is found out at run time");
                break;
            case IFunctionPointerInvocationOperation:
                LoseTrack(operation, "a function pointer");
                break;
            case IInvalidOperation { Syntax: InvocationExpressionSyntax }:
                LoseTrack(operation, "it is not known to the compiler when the map is made");
                break;
        }
    }

    private void Invoke(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            _delegates.Use(invocation.Instance);
        else if (WellKnown.IsRiskFlow(method.ContainingType) && method.Name is "Raise" or "RaiseAsync" && method.TypeArguments is [var payload])
            Raise(invocation, _arguments.Of(payload));
        else
            Call(method, invocation.Instance, invocation, invocation.IsVirtual);
    }

    private void Raise(IInvocationOperation invocation, ITypeSymbol payload)
    {
        if (payload is ITypeParameterSymbol)
            LoseTrack(invocation, "the type of the payload is not known here");
        else
            _node.Add(new CodeEdge(EdgeKind.Raise, HookMethods.HookOf(payload) ?? payload.Name, "", null, Place(invocation)));
    }

    private void Access(IPropertyReferenceOperation property)
    {
        (bool reads, bool writes) = property.Parent switch
        {
            ISimpleAssignmentOperation assignment when assignment.Target == property => (property.Property.RefKind != RefKind.None, true),
            ICompoundAssignmentOperation assignment when assignment.Target == property => (true, true),
            ICoalesceAssignmentOperation assignment when assignment.Target == property => (true, true),
            IIncrementOrDecrementOperation => (true, true),
            _ => (true, false),
        };
        bool isVirtual = property.Instance is not IInstanceReferenceOperation { Syntax: BaseExpressionSyntax };
        if (reads && Accessor(property.Property, static member => member.GetMethod) is { } getter)
            Call(getter, property.Instance, property, isVirtual);
        if (writes && Accessor(property.Property, static member => member.SetMethod) is { } setter)
            Call(setter, property.Instance, property, isVirtual);
    }

    // A property that overrides one accessor inherits the other.
    private static IMethodSymbol? Accessor(IPropertySymbol? property, Func<IPropertySymbol, IMethodSymbol?> accessor)
    {
        for (; property is not null; property = property.OverriddenProperty)
            if (accessor(property) is { } method)
                return method;
        return null;
    }

    private void Enumerate(CommonForEachStatementSyntax loop, IForEachLoopOperation each)
    {
        ForEachStatementInfo info = _walk.ModelOf(loop.SyntaxTree).GetForEachStatementInfo(loop);
        IOperation collection = Unconverted(each.Collection);
        Implicit(info.GetEnumeratorMethod, collection.Type, each);
        ITypeSymbol? enumerator = info.GetEnumeratorMethod?.ReturnType;
        Implicit(info.MoveNextMethod, enumerator, each);
        Implicit(info.CurrentProperty?.GetMethod, enumerator, each);
        Implicit(info.DisposeMethod, enumerator, each);
    }

    private void Dispose(IOperation resource, bool isAsynchronous)
    {
        string name = isAsynchronous ? "DisposeAsync" : "Dispose";
        if (_arguments.Of(resource.Type!) is INamedTypeSymbol type
            && Declarations.Supertypes(type).Prepend(type).SelectMany(super => super.GetMembers(name)).OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.IsEmpty) is { } dispose)
            Implicit(dispose, type, resource);
    }

    private static IEnumerable<IOperation> Resources(IOperation operation)
        => operation is IVariableDeclarationGroupOperation group
            ? group.Declarations.SelectMany(declaration => declaration.Declarators).Select(declarator => declarator.GetVariableInitializer()?.Value).OfType<IOperation>().Select(Unconverted).Where(value => value.Type is not null)
            : new[] { Unconverted(operation) }.Where(value => value.Type is not null);

    private void Implicit(IMethodSymbol? method, ITypeSymbol? receiver, IOperation operation)
    {
        if (method is not null)
            _walk.Call(_node, _arguments.Of(method.ReducedFrom ?? method), receiver is null ? method.ContainingType : _arguments.Of(receiver) as INamedTypeSymbol ?? method.ContainingType, isExact: false, isVirtual: true, Place(operation));
    }

    private void Call(IMethodSymbol method, IOperation? instance, IOperation operation, bool isVirtual = false)
    {
        IMethodSymbol called = _arguments.Of(method.ReducedFrom ?? method);
        (INamedTypeSymbol? receiver, bool isExact) = Receiver(instance);
        _walk.Call(_node, called, receiver ?? called.ContainingType, isExact, isVirtual, Place(operation));
    }

    private (INamedTypeSymbol? Type, bool IsExact) Receiver(IOperation? instance)
    {
        if (instance is null)
            return (null, false);

        IOperation value = Unconverted(instance);
        if (value is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
            return (_node.Code.Receiver ?? _node.Code.Method.ContainingType, _node.Code.Receiver is not null || _walk.IsExact(_node.Code.Method.ContainingType));
        return (value.Type is { } type ? _arguments.Of(type) as INamedTypeSymbol : null, value is IObjectCreationOperation);
    }

    private void LoseTrack(IOperation operation, string reason)
        => _node.Add(new CodeEdge(EdgeKind.NotFollowed, DelegateValues.TextOf(operation.Syntax), reason, null, Place(operation)));

    // A cast says less than what is cast.
    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null, Conversion.IsReference: true } conversion)
            operation = conversion.Operand;
        return operation;
    }

    // Of a chain of calls, the line that names this one.
    private PlaceModel Place(IOperation operation) => operation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => _walk.Paths.Of(access.Name),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => _walk.Paths.Of(binding.Name),
        MemberAccessExpressionSyntax access => _walk.Paths.Of(access.Name),
        var syntax => _walk.Paths.Of(syntax),
    };
}
